import gc

from lab.config import gunicorn


def test_workers_share_the_word_lists_their_parent_has_read():
    gunicorn.when_ready(None)

    frozen = gc.get_freeze_count()
    gc.unfreeze()
    assert gunicorn.preload_app is True
    assert frozen > 10_000

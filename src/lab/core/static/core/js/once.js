/** <lab-once>: a form inside is sent once, however often somebody presses. */
class LabOnce extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      const form = event.target;
      if (event.defaultPrevented || form.method !== "post") return;
      // A moment later, so that the pressed button still travels with the form.
      setTimeout(() => this.hold(form, true));
    });
    addEventListener("pageshow", () => this.release());
    document.addEventListener("htmx:afterRequest", () => this.release());
  }

  hold(form, held) {
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      if (held === button.disabled) continue;
      button.disabled = held;
      button.toggleAttribute("data-held", held);
    }
  }

  release() {
    for (const button of this.querySelectorAll("button[data-held]")) {
      button.disabled = false;
      button.removeAttribute("data-held");
    }
  }
}

customElements.define("lab-once", LabOnce);

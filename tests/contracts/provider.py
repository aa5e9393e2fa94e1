"""A sign-in service (OpenID Connect) on loopback, obedient or lying as a test wants it."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

KEY, FOREIGN_KEY = (
    RSAKey.generate_key(2048, {"kid": "a", "use": "sig", "alg": "RS256"}, private=True)
    for _ in range(2)
)


class Provider:
    """Knows one person; ``lies`` changes claims, ``stranger`` signs with an unknown key."""

    client_id, secret = "labor", "geheim"

    def __init__(self):
        self.person = {
            "sub": "4711",
            "name": "Anna Acker",
            "email": "anna@luenen.example",
            "email_verified": True,
        }
        self.lies, self.stranger, self.unsigned, self.named_issuer = {}, False, False, None
        self.codes, self.asked = {}, []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                provider.answer(self, provider.told(self.path))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.answer(self, provider.token({k: v[0] for k, v in parse_qs(body).items()}))

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler, found):
        body = json.dumps(found).encode()
        handler.send_response(200 if "error" not in found else 400)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def told(self, path):
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.named_issuer or self.issuer,
                "authorization_endpoint": f"{self.issuer}/hinein",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        return {"keys": [KEY.as_dict(private=False)]}

    def authorise(self, address):
        """Do what the person does in the browser; return the query of the way back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked.append(query)
        code = secrets.token_urlsafe(8)
        self.codes[code] = query
        return {"code": code, "state": query["state"]}

    def token(self, form):
        query = self.codes.pop(form.get("code"), None)
        if query is None or form.get("client_secret") != self.secret:
            return {"error": "invalid_grant"}
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(proof).rstrip(b"=").decode() != query.get("code_challenge"):
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "iat": now,
            "exp": now + 60,
            "nonce": query.get("nonce"),
            **self.person,
            **self.lies,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(claims)}

    def sign(self, claims):
        if self.unsigned:
            parts = [{"alg": "none", "kid": "a"}, claims]
            text = [
                base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode()
                for p in parts
            ]
            return ".".join([*text, ""])
        key = FOREIGN_KEY if self.stranger else KEY
        return jwt.encode({"alg": "RS256", "kid": "a"}, claims, key)

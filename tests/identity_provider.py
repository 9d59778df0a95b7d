"""A municipality's sign-in, small and real: discovery, an RSA key, codes that are good once, PKCE, over HTTP.

It asks nobody for a password: whoever comes is the person that the test has set. It stops with the test.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "vo", "hemligt"


@cache
def rsa_key(_number=1):
    """A real key, made once: that takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Server(ThreadingHTTPServer):
    """Without the question of what this machine is called, which may take seconds."""

    daemon_threads = True

    def server_bind(self):
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]


class IdentityProvider:
    """What it says of whoever comes is in `person`; faults are set by the test."""

    def __init__(self):
        self.person = {"sub": "s-1", "preferred_username": "anna", "groups": []}
        self.signing = self.key = rsa_key()
        self.userinfo = {}  # what it says there beside or instead
        self.told = {}  # what it says in the token beside or instead
        self.configured = {}  # what it says of itself beside or instead
        self.algorithm = "RS256"
        self.asked = []  # what it was asked: the query of each visit
        self.codes = {}
        self.server = Server(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def settings(self, **more):
        """What VO_OIDC_* become in the settings."""
        app = {
            "provider_id": "kommunen",
            "name": "Huddinge kommun",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": self.issuer, "scope": ["openid", "profile"]},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}, **more}

    def token(self, nonce=None):
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **self.person, **self.told}
        key = self.signing if self.algorithm == "RS256" else SECRET if self.algorithm == "HS256" else None
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "k1"})

    def answer(self, method, path, query, body, headers):
        """(status, headers, what it says)."""
        if path == "/.well-known/openid-configuration":
            places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            found = {name: f"{self.issuer}/{place}" for name, place in places.items()}
            themselves = {"issuer": self.issuer, "userinfo_endpoint": f"{self.issuer}/userinfo"}
            return 200, {}, {**themselves, **found, **self.configured}
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return 200, {}, {"keys": [{**public, "kid": "k1", "alg": "RS256", "use": "sig"}]}
        if path == "/authorize":
            self.asked.append(query)
            assert (query["client_id"], query["response_type"], query["code_challenge_method"]) == (
                CLIENT,
                "code",
                "S256",
            )
            code = secrets.token_urlsafe(16)
            self.codes[code] = query["code_challenge"]
            return (
                302,
                {"Location": f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"},
                "",
            )
        if path == "/token":
            challenge = self.codes.pop(body.get("code"), None)
            proof = base64.urlsafe_b64encode(hashlib.sha256(body.get("code_verifier", "").encode()).digest()).rstrip(
                b"="
            )
            if challenge != proof.decode() or body.get("client_secret") != SECRET:
                return 400, {}, {"error": "invalid_grant"}
            return 200, {}, {"access_token": "t", "token_type": "Bearer", "id_token": self.token()}
        if path == "/userinfo":
            return 200, {}, {**self.person, **self.userinfo}
        return 404, {}, {}

    def _handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"  # each question its own connection, closed when answered

            def _answer(self, body):
                parts = urlsplit(self.path)
                query = dict(parse_qsl(parts.query))
                status, headers, said = provider.answer(self.command, parts.path, query, body, self.headers)
                content = json.dumps(said).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def do_GET(self):
                self._answer({})

            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                self._answer(dict(parse_qsl(self.rfile.read(length).decode())))

            def log_message(self, *_):
                """In silence."""

        return Handler

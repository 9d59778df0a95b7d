"""What is invented does not leave the demo as if it were true: no mail goes out, and files and papers say so."""

import io
import socketserver
import threading

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from pypdf import PdfReader

from huddinge_vo.common.pdf import render_pdf
from huddinge_vo.operations.reports import operations
from tests import factories as make

pytestmark = pytest.mark.django_db
BACKEND = "huddinge_vo.demo.mail.NobodyOutside"


def make_demo():
    home = make.buyer()
    home.is_demo = True
    home.save(update_fields=["is_demo"])
    return home


class Postman(socketserver.StreamRequestHandler):
    """A mail server that takes everything and remembers to whom."""

    def handle(self):
        def say(line):
            self.wfile.write(f"{line}\r\n".encode())

        say("220 prov")
        while line := self.rfile.readline().decode().strip():
            if line.upper().startswith("RCPT"):
                self.server.taken.append(line)
            if line.upper() == "DATA":
                say("354 ge")
                while self.rfile.readline().strip() != b".":
                    pass
            if line.upper() == "QUIT":
                say("221 adjö")
                return
            say("250 prov")


@pytest.fixture
def postman(settings, tmp_path):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman)
    server.taken, server.daemon_threads = [], True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    settings.DATA_DIR = tmp_path
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_mail_goes_out_from_what_is_real_and_not_from_the_demo(postman, tmp_path):
    def send():
        return EmailMessage("Hej", "Text", to=["nagon@exempel.se"], connection=get_connection(BACKEND)).send()

    make.buyer()
    assert send() == 1
    assert len(postman.taken) == 1
    make_demo()
    assert send() == 1
    assert len(postman.taken) == 1
    (kept,) = (tmp_path / "mail").iterdir()
    assert "[Demodata] Hej" in kept.read_text()


def test_mail_that_is_not_written_to_files_goes_by_the_one_that_asks():
    source = (django_settings.BASE_DIR / "huddinge_vo" / "settings.py").read_text()
    assert f'else:\n    EMAIL_BACKEND = "{BACKEND}"' in source


def called(client, address):
    """What a fetched file is called."""
    answer = client.get(address)
    b"".join(answer.streaming_content)
    if file := getattr(answer, "file_to_stream", None):
        file.close()
    return answer.headers["Content-Disposition"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_from_the_demo_is_called_so(client, form):
    client.force_login(make.user("upphandlare"))
    assert called(client, f"/avtal/?export={form}") == f'attachment; filename="avtal.{form}"'
    make_demo()
    assert called(client, f"/avtal/?export={form}") == f'attachment; filename="demodata-avtal.{form}"'


def test_another_buyers_files_are_called_as_they_are(client):
    make_demo()
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    client.force_login(make.user("upphandlare", at=other))
    assert called(client, "/avtal/?export=csv") == 'attachment; filename="avtal.csv"'


def words_of(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_each_page_of_a_paper_says_that_it_is_invented(settings, tmp_path):
    (tmp_path / "a.html").write_text(
        '<html lang="sv"><head><title>{{ pdf_title }}</title></head><body><h1>Ett</h1>'
        '<h2 style="break-before: page">Två</h2></body></html>'
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    for is_demo in (True, False):
        pages = words_of(render_pdf(template="a.html", context={}, title="Prov", is_demo=is_demo))
        assert len(pages) == 2
        assert all(("Demodata" in page) is is_demo for page in pages)


def test_no_paper_can_be_drawn_without_saying_whether_it_is_invented():
    with pytest.raises(TypeError, match="is_demo"):
        render_pdf(template="a.html", context={}, title="Prov")


def test_demo_data_in_production_is_a_concern(settings):
    keeper = make.user("förvaltare")

    def told():
        return any("demodata" in each.words for each in operations(keeper, at=timezone.now()).concerns)

    settings.PRODUCTION = True
    assert not told()
    make_demo()
    assert told()
    settings.PRODUCTION = False
    assert not told()

"""Runs nginx and Apache, each over an export, as programs without the service."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needs import program
from tests.waiting import await_true

MODULES = ("mpm_event", "authz_core", "dir", "headers", "mime", "rewrite", "setenvif")
NGINX = """
user root; daemon off; pid {place}/pid; error_log {place}/error.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {place}/body; proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi; uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;
    include {export}/nginx/maps.conf;
    server {{
        listen 127.0.0.1:{port};
        root {export}/www;
        include {export}/nginx/server.conf;
    }}
}}
"""
APACHE = """
ServerRoot "{place}"
ServerName localhost
Listen 127.0.0.1:{port}
PidFile "{place}/pid"
ErrorLog "{place}/error.log"
TypesConfig /dev/null
{modules}
{user}
DocumentRoot "{export}/www"
<Directory "{export}/www">
    Require all granted
    {rules}
</Directory>
<Directory "{export}/www/.well-known/genid">
    AllowOverride FileInfo
</Directory>
"""
# Read with each request, or once at the start.
OVERRIDE, INCLUDE = (
    "AllowOverride FileInfo Indexes Options",
    'AllowOverride None\n    Include "{export}/www/.htaccess"',
)


@contextmanager
def nginx(export: Path, place: Path, port: int, rules: str = "") -> Iterator[None]:
    """nginx over an export, while the context lasts; what it writes goes into ``place``."""
    config = place / "nginx.conf"
    config.write_text(NGINX.format(place=place, export=export, port=port))
    with _running([program("nginx"), "-p", str(place), "-c", str(config)], place, port):
        yield


@contextmanager
def apache(export: Path, place: Path, port: int, rules: str = OVERRIDE) -> Iterator[None]:
    """Apache over an export, while the context lasts; what it writes goes into ``place``."""
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES
    )
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    told = {"place": place, "export": export, "port": port, "modules": modules, "user": user}
    told["rules"] = rules.format(export=export)
    (place / "apache.conf").write_text(APACHE.format(**told))
    command = [program("apache2"), "-D", "FOREGROUND", "-f", str(place / "apache.conf")]
    with _running(command, place, port):
        yield


@contextmanager
def _running(command: list[str], place: Path, port: int) -> Iterator[None]:
    with subprocess.Popen(command) as process:
        try:
            await_true(lambda: process.poll() is not None or _listens(port))
            assert process.poll() is None, (place / "error.log").read_text()
            yield
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0

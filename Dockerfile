# Production's image. One image, three services: docker-compose.yml says what each runs.
FROM python:3.11-slim-bookworm AS packages
WORKDIR /srv/vo
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.lock ./
# The whole lock, tests' packages too: one list of hashes that has been tried together beats a smaller image.
RUN python -m venv .venv && .venv/bin/pip install "uv>=0.5" \
    && .venv/bin/uv pip install --no-cache --python .venv/bin/python --require-hashes -r requirements.lock

FROM python:3.11-slim-bookworm
# What WeasyPrint loads to draw the PDF report; huddinge_vo/dev/setup.py has the same list.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/vo --shell /usr/sbin/nologin vo \
    && install -d -o vo -g vo /data /data/files
WORKDIR /srv/vo
COPY --from=packages /srv/vo/.venv .venv
COPY . .
ENV PATH=/srv/vo/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=/tmp \
    VO_ENV=production VO_DATA_DIR=/data VO_BIND=0.0.0.0 VO_WEB_LOG=info
RUN python -I huddinge_vo/common/fonts.py
# Settings refuse to be read without these; collecting files uses none of them and the image keeps none.
RUN SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=postgresql://build/build REDIS_URL=redis://build/0 \
    python manage.py collectstatic --noinput
USER vo
EXPOSE 8000
CMD ["gunicorn"]

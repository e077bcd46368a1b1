# The styles and scripts; Node stays in this stage.
FROM node:24-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend frontend
RUN npm run build

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /srv/rjcase --uid 10001 rjcase
WORKDIR /srv/rjcase/app
COPY requirements-build.txt requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-build.txt \
    && pip install --no-cache-dir --require-hashes --no-deps --no-build-isolation -r requirements.txt
COPY . .
COPY --from=assets /build/static/dist static/dist
ENV PYTHONUNBUFFERED=1 RJCASE_DATA=/srv/rjcase/data
RUN install -d -o rjcase -g rjcase /srv/rjcase/data
USER rjcase
# Naming the static files needs no database; the key of this line is used for nothing else.
RUN DATABASE_URL=postgres://nobody@localhost/none SECRET_KEY=build RJCASE_CONTEXT_KEY=build \
    python manage.py collectstatic --no-input --verbosity 0
EXPOSE 8000
CMD ["gunicorn", "rjcase.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "8", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]

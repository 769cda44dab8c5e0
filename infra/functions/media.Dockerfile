# The sound machine: Debian's ffmpeg, which Debian's security team patches, and nothing else.
# Pinned: the base by its digest (Node.js 24.18, July 2026), ffmpeg by Debian's series, the runtime client by its
# version. Checked: apt looks at every package's signature, npm at every hash of the lock file. Patched: each
# deployment builds anew, without Docker's memory (infra/stack/media.ts), and so with Debian's newest fixes.
ARG BASE=node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d
FROM $BASE AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=optional --ignore-scripts
COPY infra ./infra
RUN node_modules/.bin/esbuild infra/functions/media.ts --bundle --platform=node --format=cjs \
    --target=node24 --external:@ffmpeg-installer/* --external:@ffprobe-installer/* --outfile=/build/out/media.js

FROM $BASE
RUN apt-get update && apt-get upgrade -y \
    && apt-get install -y --no-install-recommends "ffmpeg=7:5.1.*" cmake make g++ python3 libcurl4-openssl-dev autoconf automake libtool \
    && npm install -g aws-lambda-ric@4.0.0 \
    && apt-get purge -y cmake make g++ python3 libcurl4-openssl-dev autoconf automake libtool \
    && apt-get autoremove -y && rm -rf /var/lib/apt/lists/* \
    && ffmpeg -hide_banner -encoders | grep -q libmp3lame && ffmpeg -hide_banner -encoders | grep -q libopus
WORKDIR /var/task
COPY --from=build /build/out/media.js ./
ENV FFMPEG_PATH=/usr/bin/ffmpeg FFPROBE_PATH=/usr/bin/ffprobe
ENTRYPOINT ["/usr/local/bin/aws-lambda-ric"]
CMD ["media.handler"]

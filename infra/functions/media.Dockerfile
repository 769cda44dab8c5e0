# The sound machine: Debian's ffmpeg, which Debian's security team patches, and nothing else.
# apt checks every package's signature; the base image is pulled anew at each deployment.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=optional --ignore-scripts
COPY infra ./infra
RUN node_modules/.bin/esbuild infra/functions/media.ts --bundle --platform=node --format=cjs \
    --target=node24 --external:@ffmpeg-installer/* --external:@ffprobe-installer/* --outfile=/build/out/media.js

FROM node:24-bookworm-slim
RUN apt-get update && apt-get upgrade -y \
    && apt-get install -y --no-install-recommends ffmpeg cmake make g++ python3 libcurl4-openssl-dev autoconf automake libtool \
    && npm install -g aws-lambda-ric@4.0.0 \
    && apt-get purge -y cmake make g++ python3 libcurl4-openssl-dev autoconf automake libtool \
    && apt-get autoremove -y && rm -rf /var/lib/apt/lists/* \
    && ffmpeg -hide_banner -encoders | grep -q libmp3lame && ffmpeg -hide_banner -encoders | grep -q libopus
WORKDIR /var/task
COPY --from=build /build/out/media.js ./
ENV FFMPEG_PATH=/usr/bin/ffmpeg FFPROBE_PATH=/usr/bin/ffprobe
ENTRYPOINT ["/usr/local/bin/aws-lambda-ric"]
CMD ["media.handler"]

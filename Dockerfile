# syntax=docker/dockerfile:1

# Node only to build the scripts of the pages; without it they work without scripts.
FROM node:24-bookworm-slim AS node

FROM maven:3.9-eclipse-temurin-25 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /build
COPY . .
# CI=true: scripts that cannot be built fail the image. The tests run in .ci/run.
RUN --mount=type=cache,target=/cache \
    CI=true npm_config_cache=/cache/npm mvn -B -q -Dmaven.repo.local=/cache/maven -Dmaven.test.skip=true -DskipTests package \
    && java -Djarmode=tools -jar target/adx-stage.jar extract --layers --destination layers \
    && mkdir -p layers/dependencies layers/spring-boot-loader layers/snapshot-dependencies layers/application

FROM eclipse-temurin:25-jre AS service
RUN groupadd --system --gid 10001 adx-stage \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /adx-stage adx-stage \
    && install -d -o 10001 -g 10001 -m 700 /adx-stage/data
WORKDIR /adx-stage
# What changes seldom comes first.
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY application.yml ./
# What lives long in the heap is small: a collector of one thread takes a fifth less memory than the usual one, and no more time.
# Whoever wants another one sets this variable anew.
ENV JDK_JAVA_OPTIONS=-XX:+UseSerialGC

# What one run has learnt about classes and methods is kept for all others (JEP 514, 515). It takes messages from a broker and
# delivers them to the stand-in of local mode, so that all of a message's way is learnt; after half a minute it is told to end.
FROM service AS training
RUN apt-get update \
    && apt-get install -y --no-install-recommends mosquitto \
    && rm -rf /var/lib/apt/lists/*
RUN mosquitto -d -p 1883 \
    && { timeout 30 java -XX:AOTCacheOutput=adx-stage.aot -jar adx-stage.jar --spring.profiles.active=local \
        --adx-stage.local.mqtt-port=1883 --adx-stage.local.publish-every=100us \
        --adx-stage.data-dir=/tmp/training --server.address=127.0.0.1; \
        test -s adx-stage.aot; }

FROM service
COPY --from=training /adx-stage/adx-stage.aot ./
USER 10001:10001
VOLUME /adx-stage/data
EXPOSE 8080
# Loopback is the container's own, so there is no use in it: without a password the service refuses to start and says why.
ENV SERVER_ADDRESS=0.0.0.0
# Bash speaks TCP itself: the image need not hold curl or wget.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /actuator/health HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200'* ]]"]
ENTRYPOINT ["java", "-XX:AOTCache=adx-stage.aot", "-jar", "adx-stage.jar"]

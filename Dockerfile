# Builds the package in one stage and keeps only what runs in the other.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY scripts ./scripts
COPY seed ./seed
COPY src ./src
RUN node scripts/build.mjs && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    ERS_SANDBOX_HOST=0.0.0.0 \
    ERS_SANDBOX_PORT=9000
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY seed ./seed
COPY scenarios ./scenarios
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
# HTTP; HTTPS, where ERS_SANDBOX_TLS is true; the directory over LDAP
EXPOSE 9000 9443 1389
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ERS_SANDBOX_PORT}/_sandbox/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/cli/bin.js"]

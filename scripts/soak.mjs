// Runs test/random/soak.ts, loading TypeScript through vite, which the tests bring along.
import { createServer } from "vite";

const server = await createServer({
  configFile: false,
  appType: "custom",
  logLevel: "error",
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { soak } = await server.ssrLoadModule("/test/random/soak.ts");
  process.exitCode = soak(process.argv.slice(2));
} finally {
  await server.close();
}

// Builds static/dist from frontend/: one stylesheet, one script, and just the images they refer to.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import * as sass from "sass";

const out = "static/dist";
const images = "node_modules/@ministryofjustice/frontend/moj/assets/images";

await rm(out, { recursive: true, force: true });
await mkdir(`${out}/assets/images`, { recursive: true });

// MOJ's partials refer to "node_modules/...", so the project folder is the load path. Their own
// deprecation notes are not ours to fix.
const { css } = sass.compile("frontend/scss/app.scss", {
  loadPaths: ["."],
  style: "compressed",
  quietDeps: true,
  logger: sass.Logger.silent,
});
await writeFile(`${out}/app.css`, css);

const wanted = new Set([...css.matchAll(/assets\/images\/([\w.-]+)/g)].map((match) => match[1]));
for (const name of wanted) await cp(`${images}/${name}`, `${out}/assets/images/${name}`);
await cp("frontend/images/favicon.svg", `${out}/assets/images/favicon.svg`);

await build({
  entryPoints: ["frontend/js/app.js"],
  outfile: `${out}/app.js`,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
  logLevel: "warning",
});

const size = async (name) => Math.round((await readFile(`${out}/${name}`)).length / 1024);
console.log(`${out}: app.css ${await size("app.css")} KB, app.js ${await size("app.js")} KB, ${wanted.size} images`);

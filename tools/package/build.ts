// npm run build: the packages, in dist/.
import { buildPackages } from "./build-packages";

buildPackages();

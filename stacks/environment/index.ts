export { addCommittedVersions } from "./committed-versions";
export { addDaemons } from "./daemons";
export { addDeployer } from "./deployer";
export { addImages } from "./images";
export { addPlatform } from "./platform";
export { addServices } from "./services";
export { addTasks } from "./tasks";

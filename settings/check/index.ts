export { mistakesOf } from "./mistakes";
export { settingsDescription } from "./settings-description";

export { escapeTemplate } from "./escape-template";

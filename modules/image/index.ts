export { validateImage } from "./validate-image";

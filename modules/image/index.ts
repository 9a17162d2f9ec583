export { SMALL_LETTERS, validateImage } from "./validate-image";

export { DatabaseUsers, type DatabaseUsersProps } from "./database-users";

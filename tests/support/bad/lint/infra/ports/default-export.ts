const port = { name: "port" };

export default port; // fires: import/no-default-export

export { default, headers, loader, meta } from './$lang.sheriffs'

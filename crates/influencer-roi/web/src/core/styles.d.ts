// A style sheet that a script imports is its text: build.mjs puts it there.

declare module '*.css' {
  const styles: string;
  export default styles;
}

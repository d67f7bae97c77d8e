/**
 * Unpacked, a picture takes four bytes a pixel and more while it is drawn anew: a file of some kilobytes may take hundreds
 * of megabytes. Those of usual size are drawn beside each other; several of the largest would be more than the machine has.
 */
const PIXELS_AT_ONCE = 50_000_000;

let free = PIXELS_AT_ONCE;
const waiting: { readonly pixels: number; readonly go: () => void }[] = [];

/** Runs the work once there is room for so many pixels, in order of arrival. */
export async function withRoomFor<T>(pixelsOfPicture: number, work: () => Promise<T>): Promise<T> {
  // What is larger than all of the room has all of it.
  const pixels = Math.min(pixelsOfPicture, PIXELS_AT_ONCE);
  if (waiting.length > 0 || pixels > free)
    await new Promise<void>((go) => {
      waiting.push({ pixels, go });
    });
  else free -= pixels;
  try {
    return await work();
  } finally {
    free += pixels;
    for (let next = waiting[0]; next && next.pixels <= free; next = waiting[0]) {
      free -= next.pixels;
      waiting.shift();
      next.go();
    }
  }
}

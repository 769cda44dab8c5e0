import type { HonoRequest } from "hono";

/**
 * The fields of a form that was sent, repeated ones as lists. A body that is no
 * form after all is one without fields: whoever asks for a field then says so to
 * the person, and a form without the session's token changes nothing.
 */
export async function readForm(request: HonoRequest): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await request.parseBody({ all: true });
  } catch (error) {
    // What the Fetch standard says of a body that cannot be read as a form; anything else is a fault of ours.
    if (error instanceof TypeError) return {};
    throw error;
  }
}

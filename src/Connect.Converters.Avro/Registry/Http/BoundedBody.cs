using System.Globalization;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>Reads a whole body, up to a limit: no server can fill the memory.</summary>
internal static class BoundedBody
{
    private const int FirstBuffer = 8 * 1024;

    /// <exception cref="ConnectException">The body is longer than <paramref name="limit"/> bytes.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
            throw TooLong(limit);

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[Math.Max(FirstBuffer, (content.Headers.ContentLength ?? 0) + 1)];
            var length = 0;
            while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                length += read;
                if (length > limit)
                    throw TooLong(limit);

                if (length == buffer.Length)
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 2, limit + 1));
            }

            return buffer.AsMemory(0, length);
        }
    }

    private static ConnectException TooLong(int limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The answer is longer than {limit} bytes: that is no schema registry."));
}

using System.Text;

namespace Connect.Runtime.Configuration.Providers;

/// <summary>UTF-8 as secrets are read: a byte order mark is kept, and bytes that are not UTF-8 are an error instead of a changed secret.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string GetString(byte[] bytes) => Encoding.GetString(bytes);

    /// <summary>Whether an exception says that a file cannot be read as text.</summary>
    public static bool CannotRead(Exception exception) => exception is IOException or UnauthorizedAccessException or DecoderFallbackException;
}

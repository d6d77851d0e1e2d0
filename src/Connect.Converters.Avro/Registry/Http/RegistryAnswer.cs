using System.Net;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>What came back: a status that no retry changes, and the body.</summary>
/// <param name="Url">The base URL that answered.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The media type; empty when none was named.</param>
/// <param name="Body">The whole body.</param>
/// <param name="Location">Where a redirect points to; null for none.</param>
internal sealed record RegistryAnswer(RegistryUrl Url, HttpStatusCode Status, string ContentType, ReadOnlyMemory<byte> Body, Uri? Location = null)
{
    /// <summary>Whether it is a success with something in it; "no content" is how some registries say that they lack what was asked for.</summary>
    public bool HasContent => (int)Status is >= 200 and < 300 and not 204;
}

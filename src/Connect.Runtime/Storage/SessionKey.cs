namespace Connect.Runtime.Storage;

/// <summary>The key with which the workers of a cluster sign their requests to each other (KIP-507).</summary>
/// <param name="Key">The key.</param>
/// <param name="Algorithm">The algorithm that generated it, by its Java name: <c>HmacSHA256</c>.</param>
/// <param name="CreatedMilliseconds">When, in milliseconds since the Unix epoch.</param>
internal sealed record SessionKey(byte[] Key, string Algorithm, long CreatedMilliseconds)
{
    /// <summary>Not the key, which is secret.</summary>
    public override string ToString() => $"SessionKey {{ Algorithm = {Algorithm}, CreatedMilliseconds = {CreatedMilliseconds} }}";
}

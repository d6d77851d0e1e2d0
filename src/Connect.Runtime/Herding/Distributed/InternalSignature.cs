using System.Security.Cryptography;
using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>The signature of a request between workers (KIP-507): over the bytes of its body, with the session key.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.runtime.rest.InternalRequestSignature</c>.</remarks>
/// <param name="Algorithm">The algorithm, by Java's name.</param>
/// <param name="Bytes">The signature.</param>
internal sealed record InternalSignature(string Algorithm, byte[] Bytes)
{
    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "X-Connect-Authorization";

    /// <summary>The header with the algorithm.</summary>
    public const string AlgorithmHeader = "X-Connect-Request-Signature-Algorithm";

    /// <summary>Reads the headers of a request.</summary>
    /// <param name="signature">The header with the signature.</param>
    /// <param name="algorithm">The header with the algorithm.</param>
    /// <returns>Null if one of them is missing.</returns>
    /// <exception cref="BadRequestException">They are invalid.</exception>
    public static InternalSignature? Read(string? signature, string? algorithm)
    {
        if (signature is null || algorithm is null)
            return null;
        if (!MacAlgorithms.Names.Contains(algorithm, StringComparer.OrdinalIgnoreCase))
            throw new BadRequestException($"Algorithm {algorithm} not available");
        try
        {
            return new InternalSignature(algorithm, Convert.FromBase64String(signature));
        }
        catch (FormatException e)
        {
            throw new BadRequestException($"The header {SignatureHeader} is not Base64: {e.Message}", e);
        }
    }

    /// <summary>Signs a body.</summary>
    /// <param name="key">The session key.</param>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="body">The body.</param>
    public static InternalSignature Sign(SessionKey key, string algorithm, ReadOnlySpan<byte> body) =>
        new(algorithm, Compute(algorithm, key.Key, body));

    /// <summary>Whether the signature is valid for a body and a key.</summary>
    /// <param name="key">The session key.</param>
    /// <param name="body">The body.</param>
    public bool IsOf(SessionKey key, ReadOnlySpan<byte> body) => CryptographicOperations.FixedTimeEquals(Compute(Algorithm, key.Key, body), Bytes);

    /// <summary>Generates a key.</summary>
    /// <param name="algorithm">The algorithm, by Java's name.</param>
    /// <param name="bits">The size in bits; null for the algorithm's default.</param>
    /// <param name="now">The current time.</param>
    public static SessionKey NewKey(string algorithm, int? bits, DateTimeOffset now) =>
        new(RandomNumberGenerator.GetBytes(Math.Max(1, ((bits ?? DefaultBits(algorithm)) + 7) / 8)), algorithm, now.ToUnixTimeMilliseconds());

    /// <summary>The default size of a key in bits, as in Java's key generators.</summary>
    /// <param name="algorithm">The algorithm.</param>
    public static int DefaultBits(string algorithm) => algorithm.ToUpperInvariant() switch
    {
        "HMACSHA384" => 384,
        "HMACSHA512" or "HMACSHA1" or "HMACMD5" => 512,
        _ => 256,
    };

    private static byte[] Compute(string algorithm, byte[] key, ReadOnlySpan<byte> body)
    {
        // Java's HmacSHA256 is .NET's SHA256, keyed.
        var name = MacAlgorithms.Names.FirstOrDefault(known => known.Equals(algorithm, StringComparison.OrdinalIgnoreCase))
            ?? throw new BadRequestException($"Algorithm {algorithm} not available");
        using var mac = IncrementalHash.CreateHMAC(new HashAlgorithmName(name["Hmac".Length..]), key);
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}

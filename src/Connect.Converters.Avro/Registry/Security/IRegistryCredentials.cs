using System.Net.Http.Headers;
using Connect.Converters.Avro.Registry.Http;

namespace Connect.Converters.Avro.Registry.Security;

/// <summary>Gives each request its <c>Authorization</c> header.</summary>
internal interface IRegistryCredentials : IDisposable
{
    /// <summary>The header for a request to a base URL; null for none.</summary>
    ValueTask<AuthenticationHeaderValue?> GetAsync(RegistryUrl url, CancellationToken cancellationToken);

    /// <summary>Told that the registry answered 401 to a header.</summary>
    /// <returns>True when another one can be had, so that the request is worth repeating.</returns>
    bool Refused(AuthenticationHeaderValue? header);
}

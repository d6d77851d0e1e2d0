using System.Net.Http.Headers;
using Connect.Converters.Avro.Registry.Http;

namespace Connect.Converters.Avro.Registry.Security;

/// <summary>The same header for each request, or none at all.</summary>
internal sealed class FixedCredentials(AuthenticationHeaderValue? header) : IRegistryCredentials
{
    public ValueTask<AuthenticationHeaderValue?> GetAsync(RegistryUrl url, CancellationToken cancellationToken) => new(header);

    public bool Refused(AuthenticationHeaderValue? header) => false;

    public void Dispose()
    {
    }
}

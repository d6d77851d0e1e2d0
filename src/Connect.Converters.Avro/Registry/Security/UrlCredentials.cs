using System.Net.Http.Headers;
using Connect.Converters.Avro.Registry.Http;

namespace Connect.Converters.Avro.Registry.Security;

/// <summary>Basic authentication with the user name and password of the base URL in use.</summary>
internal sealed class UrlCredentials : IRegistryCredentials
{
    public ValueTask<AuthenticationHeaderValue?> GetAsync(RegistryUrl url, CancellationToken cancellationToken) =>
        new(url.UserInfo is null ? null : CredentialsConfig.BasicHeader(url.UserInfo));

    public bool Refused(AuthenticationHeaderValue? header) => false;

    public void Dispose()
    {
    }
}

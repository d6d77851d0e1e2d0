using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary>Additional features of a server that only serves the REST API: the worker program.</summary>
internal sealed record RestServerFeatures
{
    /// <summary>No additional features: the API is part of an application.</summary>
    public static readonly RestServerFeatures None = new();

    /// <summary>Checks the credentials of a request; null for no check. If it returns false, it has answered the request.</summary>
    public Func<HttpContext, Task<bool>>? AuthenticateAsync { get; init; }

    /// <summary>Whether access is protected by something other than the application's authorization.</summary>
    public bool IsGuarded { get; init; }

    /// <summary>What to do if access is not protected.</summary>
    public string OpenRemedy { get; init; } = "Call RequireAuthorization() on the result of MapKafkaConnect(), or listen only on localhost.";

    /// <summary>Whether the admin resources are served at all.</summary>
    public bool ServesAdmin { get; init; } = true;

    /// <summary>Whether a connection came in through an admin listener; null if there are none.</summary>
    public Func<HttpContext, bool>? IsAdminConnection { get; init; }

    /// <summary>Whether a resource is served on the connection of a request.</summary>
    public bool Serves(HttpContext context, RestScope scope)
    {
        var isAdminConnection = IsAdminConnection?.Invoke(context) ?? false;
        return scope switch
        {
            RestScope.Every => true,
            RestScope.Main => !isAdminConnection,
            _ => ServesAdmin && (IsAdminConnection is null || isAdminConnection),
        };
    }
}

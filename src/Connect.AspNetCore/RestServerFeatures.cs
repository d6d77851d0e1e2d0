using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary>What a server that serves nothing but the REST API adds to it: the worker program.</summary>
internal sealed record RestServerFeatures
{
    /// <summary>Nothing: the API is part of an application.</summary>
    public static readonly RestServerFeatures None = new();

    /// <summary>Checks the credentials of a request; null to let everybody in. Answers the request itself when it returns false.</summary>
    public Func<HttpContext, Task<bool>>? AuthenticateAsync { get; init; }

    /// <summary>Whether something else than the application's authorization keeps strangers out.</summary>
    public bool IsGuarded { get; init; }

    /// <summary>What to do when nothing keeps strangers out.</summary>
    public string OpenRemedy { get; init; } = "Call RequireAuthorization() on what MapKafkaConnect() returns, or listen on localhost.";

    /// <summary>Whether the admin resources are served at all.</summary>
    public bool ServesAdmin { get; init; } = true;

    /// <summary>Whether a connection came in through an admin listener; null where there are none.</summary>
    public Func<HttpContext, bool>? IsAdminConnection { get; init; }

    /// <summary>Whether a resource is there on the connection of a request.</summary>
    public bool Serves(HttpContext context, RestScope scope)
    {
        var isAdminConnection = IsAdminConnection?.Invoke(context) ?? false;
        return scope == RestScope.Main ? !isAdminConnection : ServesAdmin && (IsAdminConnection is null || isAdminConnection);
    }
}

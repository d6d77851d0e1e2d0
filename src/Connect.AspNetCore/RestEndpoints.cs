using Microsoft.AspNetCore.Builder;

namespace Connect.AspNetCore;

/// <summary>Several endpoints that share conventions.</summary>
internal sealed class RestEndpoints(IEndpointConventionBuilder[] endpoints) : IEndpointConventionBuilder
{
    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention)
    {
        foreach (var endpoint in endpoints)
            endpoint.Add(convention);
    }

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention)
    {
        foreach (var endpoint in endpoints)
            endpoint.Finally(finallyConvention);
    }
}

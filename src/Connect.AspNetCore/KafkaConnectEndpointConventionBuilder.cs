using Connect.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The endpoints of Kafka Connect's REST API: conventions given here reach all of them, those given to a part only that part.</summary>
/// <example>
/// <code>
/// var connect = app.MapKafkaConnect();
/// connect.Read.RequireAuthorization("connect-viewers");
/// connect.Operate.RequireAuthorization("connect-operators");
/// connect.Administer.RequireAuthorization("connect-admins");
/// </code>
/// </example>
public sealed class KafkaConnectEndpointConventionBuilder : IEndpointConventionBuilder
{
    private readonly IEndpointConventionBuilder _all;

    internal KafkaConnectEndpointConventionBuilder(IEndpointConventionBuilder all, RestRoutes routes)
    {
        _all = all;
        Routes = routes;
        Read = routes.EndpointsOf(RestAccess.Read);
        Operate = routes.EndpointsOf(RestAccess.Operate);
        Administer = routes.EndpointsOf(RestAccess.Administer);
    }

    /// <summary>What shows connectors, tasks, offsets, plugins and loggers and changes nothing. Configurations are among it, with literal passwords where somebody stored them.</summary>
    public IEndpointConventionBuilder Read { get; }

    /// <summary>What pauses, resumes, stops and restarts connectors and tasks.</summary>
    public IEndpointConventionBuilder Operate { get; }

    /// <summary>What creates, changes and deletes connectors, their offsets and active topics, and what sets the levels of loggers.</summary>
    public IEndpointConventionBuilder Administer { get; }

    /// <summary>The API's paths.</summary>
    internal RestRoutes Routes { get; }

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention) => _all.Add(convention);

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention) => _all.Finally(finallyConvention);
}

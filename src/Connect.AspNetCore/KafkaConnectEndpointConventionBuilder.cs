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

    /// <summary>Endpoints that only read connectors, tasks, offsets, plugins and loggers. This includes configurations, with literal passwords if
    /// they contain any.</summary>
    public IEndpointConventionBuilder Read { get; }

    /// <summary>Endpoints that pause, resume, stop and restart connectors and tasks.</summary>
    public IEndpointConventionBuilder Operate { get; }

    /// <summary>Endpoints that create, change and delete connectors, their offsets and active topics, or set log levels.</summary>
    public IEndpointConventionBuilder Administer { get; }

    /// <summary>The API's paths.</summary>
    internal RestRoutes Routes { get; }

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention) => _all.Add(convention);

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention) => _all.Finally(finallyConvention);
}

namespace Connect.Runtime.Hosting;

/// <summary>The address at which an application's web server serves a worker's REST API.</summary>
/// <param name="Url">The URL of the REST API, including the path prefix.</param>
/// <param name="HostAndPort">The worker's id, as in Kafka Connect: <c>host:port</c>.</param>
internal sealed record ServedAddress(string Url, string HostAndPort);

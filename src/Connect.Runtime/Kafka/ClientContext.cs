using Connect.Runtime.Kafka.Connection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka;

/// <summary>What every client needs besides its configuration.</summary>
/// <param name="Monitor">Listens to the client's errors and log lines.</param>
/// <param name="Logger">Where our own lines go.</param>
/// <param name="Time">The clock.</param>
internal sealed record ClientContext(ConnectionMonitor Monitor, ILogger Logger, TimeProvider Time);

using Connect.Tests;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tests.Fakes;

internal static class LoggerExtensions
{
    /// <summary>A logger of a class's category.</summary>
    public static ILogger<T> LoggerFor<T>(this TestLoggerFactory factory) => new Logger<T>(factory);
}

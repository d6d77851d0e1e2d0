using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Configuration.Providers;

internal sealed partial class FileConfigProvider
{
    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning,
            "Config provider 'file' cannot read {Path}: it is outside allowed.paths. References to it are not resolved.",
            EventName = nameof(PathNotAllowed))]
        public static partial void PathNotAllowed(ILogger logger, string path);
    }
}

using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Configuration.Providers;

internal sealed partial class FileConfigProvider
{
    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning, "The file provider may not read {Path}: it is outside of allowed.paths. References to it stay unresolved.", EventName = nameof(PathNotAllowed))]
        public static partial void PathNotAllowed(ILogger logger, string path);
    }
}

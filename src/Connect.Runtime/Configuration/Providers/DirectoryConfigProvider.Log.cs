using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Configuration.Providers;

internal sealed partial class DirectoryConfigProvider
{
    private static partial class Log
    {
        [LoggerMessage(2002, LogLevel.Warning,
            "Config provider 'directory' cannot read {Path}: it is outside allowed.paths. References to it are not resolved.",
            EventName = nameof(PathNotAllowed))]
        public static partial void PathNotAllowed(ILogger logger, string path);

        [LoggerMessage(2003, LogLevel.Warning,
            "Config provider 'directory' cannot read {Path}: it is not a directory. References to it are not resolved.",
            EventName = nameof(NotAFolder))]
        public static partial void NotAFolder(ILogger logger, string path);
    }
}

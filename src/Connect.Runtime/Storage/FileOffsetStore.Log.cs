using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Storage;

internal sealed partial class FileOffsetStore
{
    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Warning,
            "The offset file {Path} ends after {Length} bytes, in the middle of an entry. Starting without offsets because of "
                + "offset.storage.file.truncated=empty.",
            EventName = nameof(TruncatedFileIgnored))]
        public static partial void TruncatedFileIgnored(ILogger logger, string path, int length, Exception exception);
    }
}

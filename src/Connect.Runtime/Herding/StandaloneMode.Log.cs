using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

internal sealed partial class StandaloneMode
{
    private static partial class Log
    {
        [LoggerMessage(1004, LogLevel.Information,
            "Source offsets are kept in memory only: after a restart, sources start from the beginning. Set offset.storage.file.filename "
                + "(OffsetStorageFile) to keep them.",
            EventName = nameof(OffsetsInMemory))]
        public static partial void OffsetsInMemory(ILogger logger);
    }
}

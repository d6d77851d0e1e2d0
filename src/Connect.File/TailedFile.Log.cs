using Microsoft.Extensions.Logging;

namespace Connect.FileStreams;

internal sealed partial class TailedFile
{
    private static partial class Log
    {
        [LoggerMessage(10001, LogLevel.Warning, "The file '{Path}' does not exist. Waiting for it.", EventName = nameof(FileMissing))]
        public static partial void FileMissing(ILogger logger, string path);

        [LoggerMessage(10002, LogLevel.Warning,
            "The stored position {Position} is beyond the end of '{Path}' ({Length} bytes): the file was truncated or replaced while the task was "
                + "not running. Reading from the beginning.",
            EventName = nameof(PositionBeyondEnd))]
        public static partial void PositionBeyondEnd(ILogger logger, string path, long position, long length);

        [LoggerMessage(10003, LogLevel.Warning,
            "The file '{Path}' was truncated at position {Position} (it now has {Length} bytes). Reading from the beginning.",
            EventName = nameof(FileTruncated))]
        public static partial void FileTruncated(ILogger logger, string path, long position, long length);

        [LoggerMessage(10004, LogLevel.Information,
            "The file '{Path}' was replaced by a new file. All {Position} bytes of the old file have been read. Reading the new file from the "
                + "beginning.",
            EventName = nameof(FileRotated))]
        public static partial void FileRotated(ILogger logger, string path, long position);
    }
}

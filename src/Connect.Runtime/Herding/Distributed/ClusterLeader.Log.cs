using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding.Distributed;

internal sealed partial class ClusterLeader
{
    private static partial class Log
    {
        [LoggerMessage(8221, LogLevel.Information, "Worker {Worker} leads its cluster with epoch {Epoch}.", EventName = nameof(Leads))]
        public static partial void Leads(ILogger logger, string worker, long epoch);

        [LoggerMessage(8222, LogLevel.Warning, "This worker no longer leads its cluster: {Reason}", EventName = nameof(StepsDown))]
        public static partial void StepsDown(ILogger logger, string reason);

        [LoggerMessage(8223, LogLevel.Debug, "The members of the group could not be determined: {Reason}", EventName = nameof(NotDescribed))]
        public static partial void NotDescribed(ILogger logger, string reason);

        [LoggerMessage(8224, LogLevel.Error, "Leading the cluster failed. The worker tries again.", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(8225, LogLevel.Warning, "{Problems}", EventName = nameof(Problems))]
        public static partial void Problems(ILogger logger, string problems);
    }
}

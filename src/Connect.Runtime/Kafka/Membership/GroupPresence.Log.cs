using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Membership;

internal sealed partial class GroupPresence
{
    private static partial class Log
    {
        [LoggerMessage(6050, LogLevel.Information, "Kafka client {ClientId} is a member of group {Group} as {MemberId}, generation {Generation}",
            EventName = nameof(Joined))]
        public static partial void Joined(ILogger logger, string clientId, string group, string memberId, int generation);

        [LoggerMessage(6051, LogLevel.Error, "Kafka client {ClientId}: {Trouble}", EventName = nameof(Trouble))]
        public static partial void Trouble(ILogger logger, string clientId, string trouble);

        [LoggerMessage(6052, LogLevel.Information, "Kafka client {ClientId} has joined group {Group} after earlier errors",
            EventName = nameof(Recovered))]
        public static partial void Recovered(ILogger logger, string clientId, string group);

        [LoggerMessage(6053, LogLevel.Error,
            "The herder has not responded for {Seconds} s. Kafka client {ClientId} stops polling. The worker leaves its group in {Limit} s "
                + "unless the herder responds",
            EventName = nameof(HerderSilent))]
        public static partial void HerderSilent(ILogger logger, string clientId, long seconds, double limit);

        [LoggerMessage(6054, LogLevel.Error, "Kafka client {ClientId}, the member of group {Group}, has failed and is created again",
            EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, string clientId, string group, Exception exception);

        [LoggerMessage(6055, LogLevel.Warning, "Kafka client {ClientId} could not leave group {Group}. Other workers take over when its session "
            + "times out",
            EventName = nameof(LeaveFailed))]
        public static partial void LeaveFailed(ILogger logger, string clientId, string group, Exception exception);

        [LoggerMessage(6057, LogLevel.Warning,
            "Kafka client {ClientId} got no answer within {Seconds} s of leaving group {Group}. Other workers take over when its session times out",
            EventName = nameof(LeftWithoutAnswer))]
        public static partial void LeftWithoutAnswer(ILogger logger, string clientId, string group, double seconds);

        [LoggerMessage(6056, LogLevel.Error, "Kafka client {ClientId}: the herder failed to accept the event {Event}",
            EventName = nameof(HandlerFailed))]
        public static partial void HandlerFailed(ILogger logger, string clientId, PresenceEvent @event, Exception exception);
    }
}

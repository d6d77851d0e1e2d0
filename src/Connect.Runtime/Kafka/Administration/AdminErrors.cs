using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Connect.Runtime.Kafka.Administration;

/// <summary>Finds the error that counts in the exceptions of administrative calls, which say at the top only that something failed.</summary>
internal static class AdminErrors
{
    /// <summary>Finds the error.</summary>
    /// <param name="exception">The client's exception.</param>
    public static Error ErrorOf(KafkaException exception)
    {
        IEnumerable<Error> errors = exception switch
        {
            CreateTopicsException e => e.Results.Select(result => result.Error),
            DescribeTopicsException e => e.Results.TopicDescriptions.Select(topic => topic.Error),
            DescribeConfigsException e => e.Results.Select(result => result.Error),
            ListOffsetsException e => e.Result.ResultInfos.Select(info => info.TopicPartitionOffsetError.Error).Append(e.Result.Error),
            ListConsumerGroupOffsetsException e => e.Results.SelectMany(group => Of(group.Partitions, group.Error)),
            AlterConsumerGroupOffsetsException e => e.Results.SelectMany(group => Of(group.Partitions, group.Error)),
            DeleteConsumerGroupOffsetsException e => Of(e.Result.Partitions, e.Result.Error),
            DescribeConsumerGroupsException e => e.Results.ConsumerGroupDescriptions.Select(group => group.Error),
            DeleteGroupsException e => e.Results.Select(group => group.Error),
            _ => [],
        };
        return errors.FirstOrDefault(error => error is { IsError: true }) ?? exception.Error;
    }

    private static IEnumerable<Error> Of(List<TopicPartitionOffsetError>? partitions, Error error)
        => (partitions ?? []).Select(partition => partition.Error).Prepend(error);
}

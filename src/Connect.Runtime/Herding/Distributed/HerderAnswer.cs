namespace Connect.Runtime.Herding.Distributed;

/// <summary>The result of a <see cref="HerderCall"/>.</summary>
internal sealed record HerderAnswer
{
    /// <summary>Whether a stored connector is new; null if the connector was changed in the meantime, and for other calls.</summary>
    public bool? IsNew { get; init; }

    /// <summary>The plan of a restart.</summary>
    public ConnectorStatus? Status { get; init; }

    /// <summary>The message for the user.</summary>
    public string? Message { get; init; }

    /// <summary>How the call failed; null if it succeeded.</summary>
    public HerderFailure? Failure { get; init; }

    /// <summary>The URL of the worker that can execute the call; only for <see cref="HerderFailure.Elsewhere"/>.</summary>
    public string? Url { get; init; }

    /// <summary>Creates the answer for a failed call.</summary>
    /// <param name="exception">The exception.</param>
    public static HerderAnswer Of(ConnectException exception) => new()
    {
        Failure = exception switch
        {
            RequestTargetException => HerderFailure.Elsewhere,
            ConnectorNotFoundException => HerderFailure.NotFound,
            ConnectorAlreadyExistsException => HerderFailure.AlreadyExists,
            BadRequestException => HerderFailure.BadRequest,
            RebalanceInProgressException => HerderFailure.Rebalance,
            _ => HerderFailure.Other,
        },
        Message = exception.Message,
        Url = (exception as RequestTargetException)?.Url,
    };

    /// <summary>Throws the exception of the other worker, if there was one.</summary>
    public void ThrowIfFailed()
    {
        if (Failure is not { } failure)
            return;
        var message = Message ?? "";
        throw failure switch
        {
            HerderFailure.Elsewhere => new RequestTargetException(message, Url ?? ""),
            HerderFailure.NotFound => new ConnectorNotFoundException(message),
            HerderFailure.AlreadyExists => new ConnectorAlreadyExistsException(message),
            HerderFailure.BadRequest => new BadRequestException(message),
            HerderFailure.Rebalance => new RebalanceInProgressException(message),
            _ => new ConnectException(message),
        };
    }
}

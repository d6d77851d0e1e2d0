namespace Connect.Runtime.Herding.Distributed;

/// <summary>How a <see cref="HerderCall"/> failed on the other worker.</summary>
internal enum HerderFailure
{
    /// <summary>Any other <see cref="ConnectException"/>.</summary>
    Other,

    /// <summary>A third worker must execute it: <see cref="RequestTargetException"/>.</summary>
    Elsewhere,

    /// <summary><see cref="ConnectorNotFoundException"/>.</summary>
    NotFound,

    /// <summary><see cref="ConnectorAlreadyExistsException"/>.</summary>
    AlreadyExists,

    /// <summary><see cref="BadRequestException"/>.</summary>
    BadRequest,

    /// <summary><see cref="RebalanceInProgressException"/>.</summary>
    Rebalance,
}

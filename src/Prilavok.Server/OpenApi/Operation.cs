namespace Prilavok.Server.OpenApi;

/// <summary>
/// What a caller should know of a route that the route itself does not say. Method, path, right and surface are read from the
/// route; the refusals all routes of its kind share follow from those.
/// </summary>
/// <param name="Route">Name of the route.</param>
/// <param name="Tag">The chapter it stands in.</param>
/// <param name="Summary">What it does, in one line.</param>
internal sealed record Operation(string Route, string Tag, string Summary)
{
    public string? Details { get; private init; }

    /// <summary>Who may call, in words; null where the surface has only one kind of callers.</summary>
    public string? Caller { get; private init; }

    /// <summary>No token is asked for.</summary>
    public bool IsOpen { get; private init; }

    public Shape? Body { get; private init; }

    public IReadOnlyList<Asked> Query { get; private init; } = [];

    public IReadOnlyList<(int Status, Shape Shape)> Answers { get; private init; } = [];

    /// <summary>Refusals of this route alone, and those with a body of their own.</summary>
    public IReadOnlyList<(int Status, Shape Shape)> Refusals { get; private init; } = [];

    public Operation With(string details) => this with { Details = details };

    public Operation For(string caller) => this with { Caller = caller };

    public Operation ForAnyone() => this with { IsOpen = true };

    /// <param name="media">Media types; JSON when none is named.</param>
    public Operation Takes<T>(params string[] media) => this with { Body = new Shape(typeof(T), media) };

    public Operation Asks<T>(string name, string meaning) => this with { Query = [.. Query, new Asked(name, typeof(T), meaning)] };

    /// <summary>Where to go on and how much to give.</summary>
    public Operation InPages() => Asks<string>("cursor", "Of the page before; the filters of the first page go on with it.")
        .Asks<int>("limit", "Items of a page: 1 to 1000, which is the default.");

    public Operation Answers200<T>(params string[] media) => Answer<T>(StatusCodes.Status200OK, media);

    public Operation Answer<T>(int status, params string[] media) => this with { Answers = [.. Answers, (status, new Shape(typeof(T), media))] };

    /// <summary>304 to who has the list already.</summary>
    public Operation OrUnchanged() => AnswersEmpty(StatusCodes.Status304NotModified);

    /// <summary>An answer without a body.</summary>
    public Operation AnswersEmpty(int status = StatusCodes.Status200OK) => this with { Answers = [.. Answers, (status, new Shape(null, []))] };

    /// <summary>Refusals in the words of the surface.</summary>
    public Operation Refuses(params int[] statuses) =>
        this with { Refusals = [.. Refusals, .. statuses.Select(status => (status, new Shape(null, [])))] };

    public Operation Refuses<T>(params int[] statuses) =>
        this with { Refusals = [.. Refusals, .. statuses.Select(status => (status, new Shape(typeof(T), [])))] };

    /// <summary>A problem of RFC 9457 with members of its own.</summary>
    /// <param name="media">Media types; that of problems when none is named.</param>
    public Operation RefusesAs<T>(int status, params string[] media) =>
        this with { Refusals = [.. Refusals, (status, new Shape(typeof(T), media is [] ? [Http.Problem.MediaType] : media))] };
}

/// <param name="Type">Null when there is no body.</param>
/// <param name="Media">Empty where the surface decides.</param>
internal sealed record Shape(Type? Type, IReadOnlyList<string> Media);

/// <summary>A parameter of the query. None of them must be given.</summary>
internal sealed record Asked(string Name, Type Type, string Meaning);

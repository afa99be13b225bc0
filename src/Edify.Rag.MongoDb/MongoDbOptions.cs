namespace Edify.Rag;

/// <summary>Options of the vectors that one pipeline keeps in MongoDB.</summary>
public sealed class MongoDbOptions
{
    /// <summary>
    /// The connection string, <c>mongodb://</c> or <c>mongodb+srv://</c>. It is a secret. Not used where the pipeline was given an
    /// <see cref="IMongoCommandChannel"/>.
    /// </summary>
    /// <value>Default: empty, which is refused at start-up.</value>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>The database; where it is not set, the one of the connection string, or else "edify_rag".</summary>
    /// <value>Default: none.</value>
    public string? Database { get; set; }

    /// <summary>What the names of all collections in the database begin with: 1 to 40 lower-case letters, digits, '-' and '_', the first a letter.</summary>
    /// <value>Default: "edify".</value>
    public string Prefix { get; set; } = "edify";

    /// <summary>
    /// A file in PEM with the certificates of the authorities that may vouch for the server, which is then talked to by TLS. Not to
    /// be set in the connection string as well.
    /// </summary>
    /// <value>Default: none.</value>
    public string? CaFile { get; set; }

    /// <summary>How long one command may take, from 1 second to 1 hour. Making an index may take longer.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How vectors are kept. Fixed when a collection is made.</summary>
    /// <value>Default: Array.</value>
    public MongoDbVectorFormat VectorFormat { get; set; } = MongoDbVectorFormat.Array;

    /// <summary>By what is searched.</summary>
    /// <value>Default: Auto.</value>
    public MongoDbSearchMode Search { get; set; } = MongoDbSearchMode.Auto;

    /// <summary>
    /// How many vectors Atlas Vector Search looks at for each one that it has to find: more find more and take longer. It looks
    /// at 10,000 at most.
    /// </summary>
    /// <value>Default: 20. Range: 1 to 1,000.</value>
    public int CandidateFactor { get; set; } = 20;

    /// <summary>How long to wait until new search indexes of Atlas can be asked, from 0 to 1 hour; until then every vector is compared.</summary>
    /// <value>Default: 2 minutes.</value>
    public TimeSpan SearchIndexTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The language that texts and questions are cut into words by: danish, dutch, english, finnish, french, german, hungarian,
    /// italian, norwegian, portuguese, romanian, russian, spanish, swedish, turkish, or "none" for words as they are. Fixed when a
    /// collection is made.
    /// </summary>
    /// <value>Default: "english".</value>
    public string TextLanguage { get; set; } = "english";

    /// <summary>Whether commands go over a channel of the host's own, so that there is nothing to connect to.</summary>
    internal bool HasChannel { get; set; }
}

/// <summary>How vectors are kept in documents of MongoDB.</summary>
public enum MongoDbVectorFormat
{
    /// <summary>Arrays of numbers, which every server can compute with.</summary>
    Array,

    /// <summary>
    /// Binary data of subtype 9 (float32): a third of the space. Only Atlas Vector Search, and servers from MongoDB 8.3 on, can
    /// search them; on others a collection is refused.
    /// </summary>
    Binary,
}

/// <summary>By what MongoDB is searched.</summary>
public enum MongoDbSearchMode
{
    /// <summary>By Atlas Search and Atlas Vector Search where the server has them, and else as with <see cref="Exact"/>.</summary>
    Auto,

    /// <summary>By Atlas Search and Atlas Vector Search; a server that has neither is refused.</summary>
    Atlas,

    /// <summary>By comparing, in the server, every vector that the filter admits, and by a text index.</summary>
    Exact,
}

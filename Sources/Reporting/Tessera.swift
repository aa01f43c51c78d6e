/// What reports say about the program itself.
public enum Tessera {
    /// Version of Tessera, after Semantic Versioning.
    public static let version = "0.1.0"
}

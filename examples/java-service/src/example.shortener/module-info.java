/** A service that makes short links. */
module example.shortener {
    requires jdk.httpserver;
}
